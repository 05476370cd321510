#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "converter/error.h"
#include "converter/io/printable_text.h"
#include "harness/backends/ane_device.h"
#include "harness/backends/gpu/module_library.h"
#include "harness/cli/text.h"
#include "harness/cli/verbs.h"

namespace tidemark::harness {
namespace {

using converter::PrintableText;
using nlohmann::json;

struct Gpus {
  std::vector<gpu::Device> devices = {};
  // Why there are none.
  std::string reason = {};
};

Gpus FindGpus() {
  Gpus gpus;
  try {
    gpus.devices = gpu::Devices();
  } catch (const MeasurementError& error) {
    gpus.reason = error.what();
  }
  return gpus;
}

void PrintText(const AneDevice& ane, const Gpus& gpus) {
  std::vector<std::vector<std::string>> rows = {
      {"DEVICE", "ID", "WHAT IT IS", "MEMORY", "LARGEST BUFFER", "UNITS", "FP16", "DRIVER"}};
  rows.push_back(
      {"ane", "", ane.title + (ane.emulated ? " (emulated)" : ""), "", "", "", "yes", ""});
  for (const gpu::Device& device : gpus.devices) {
    rows.push_back({"gpu", device.id,
                    device.name + " (" + device.platform +
                        (device.type == "cpu" ? ", emulated: a processor)" : ")"),
                    Mebibytes(device.memory_bytes) + (device.unified_memory ? ", the host's" : ""),
                    Mebibytes(device.largest_buffer_bytes), std::to_string(device.compute_units),
                    device.half_arithmetic ? "yes" : "storage", device.driver});
  }
  for (auto& row : rows) {
    for (std::string& cell : row) cell = PrintableText(cell);
  }
  std::fputs(FormatTable(rows, {false, false, false, true, true, true, false, false}).c_str(),
             stdout);
  if (!gpus.reason.empty()) std::printf("no gpu: %s\n", PrintableText(gpus.reason).c_str());
}

void PrintJson(const AneDevice& ane, const Gpus& gpus) {
  json devices = json::array();
  devices.push_back({{"device", "ane"}, {"name", ane.title}, {"emulated", ane.emulated}});
  for (const gpu::Device& device : gpus.devices) {
    devices.push_back({{"device", "gpu"},
                       {"id", device.id},
                       {"platform", device.platform},
                       {"name", device.name},
                       {"vendor", device.vendor},
                       {"driver", device.driver},
                       {"version", device.version},
                       {"type", device.type},
                       {"emulated", device.type == "cpu"},
                       {"memory_bytes", device.memory_bytes},
                       {"largest_buffer_bytes", device.largest_buffer_bytes},
                       {"compute_units", device.compute_units},
                       {"unified_memory", device.unified_memory},
                       {"half_arithmetic", device.half_arithmetic}});
  }
  json all = {{"kind", "tidemark.devices"}, {"devices", devices}};
  if (!gpus.reason.empty()) all["gpu_reason"] = gpus.reason;
  std::printf("%s\n", all.dump(2, ' ', false, json::error_handler_t::replace).c_str());
}

int ListDevices(bool as_json) {
  const AneDevice ane = AneDeviceHere();
  const Gpus gpus = FindGpus();
  as_json ? PrintJson(ane, gpus) : PrintText(ane, gpus);
  return kExitDone;
}

}  // namespace

Verb AddDevices(CLI::App& command) {
  auto as_json = std::make_shared<bool>(false);
  command.add_flag("--json", *as_json, "answer in JSON");
  command.footer(
      "The device `ane` is Apple's Core ML where there is one, and emulated elsewhere. The device\n"
      "`gpu` is the OpenCL device whose ID the environment variable TIDEMARK_GPU holds; without "
      "it,\n"
      "the first graphics processor, or where there is none the first device. FP16 is `storage`\n"
      "where weights can be kept in half precision, but arithmetic is in single precision.\n\n"
      "Examples:\n  harness devices\n  TIDEMARK_GPU=0:1 harness run scenarios/devices.json");
  return [as_json] { return ListDevices(*as_json); };
}

}  // namespace tidemark::harness
