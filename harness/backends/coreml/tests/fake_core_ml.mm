// An implementation of Core ML's interface over the MIL runtime.

#include <filesystem>

#import <CoreML/CoreML.h>

#include "harness/backends/coreml/objc_support.h"
#include "harness/backends/coreml/tests/fake_multi_array.h"

namespace fs = std::filesystem;

using tidemark::harness::FakeArray;
using tidemark::harness::FakeFeature;
using tidemark::harness::FakeModel;
using tidemark::harness::NewArray;
using tidemark::harness::ReadArray;
using tidemark::harness::TheFakeCoreMl;
using tidemark::harness::ToNumbers;
using tidemark::harness::core_ml::ToObject;
using tidemark::harness::core_ml::ToPath;
using tidemark::harness::core_ml::ToUrl;

MLModelMetadataKey const MLModelCreatorDefinedKey = @"MLModelCreatorDefinedKey";

namespace {

constexpr NSInteger kErrorCode = 7;

NSError* ErrorOf(const std::string& text) {
  return [NSError errorWithDomain:@"com.apple.CoreML"
                             code:kErrorCode
                         userInfo:[NSDictionary dictionaryWithObject:ToObject(text)
                                                              forKey:NSLocalizedDescriptionKey]];
}

void RaiseUnlessEmpty(const std::string& reason) {
  if (!reason.empty()) {
    [[NSException exceptionWithName:@"MLFakeException" reason:ToObject(reason) userInfo:nil] raise];
  }
}

MLMultiArrayDataType TypeOf(const FakeFeature& feature) {
  return feature.half ? MLMultiArrayDataTypeFloat16 : MLMultiArrayDataTypeFloat32;
}

NSDictionary<NSString*, MLFeatureDescription*>* Describe(const std::vector<FakeFeature>& features,
                                                         bool with_shapes) {
  NSMutableDictionary* const descriptions = [NSMutableDictionary dictionary];
  for (const FakeFeature& feature : features) {
    MLFeatureDescription* const description = [[[MLFeatureDescription alloc] init] autorelease];
    description->constraint_ = [[MLMultiArrayConstraint alloc] init];
    description->constraint_->feature_ = feature;
    if (!with_shapes) description->constraint_->feature_.shape.clear();
    [descriptions setObject:description forKey:ToObject(feature.name)];
  }
  return descriptions;
}

}  // namespace

@implementation MLFeatureValue

+ (instancetype)featureValueWithMultiArray:(MLMultiArray*)value {
  MLFeatureValue* const feature = [[[MLFeatureValue alloc] init] autorelease];
  feature->array_ = [value retain];
  return feature;
}

- (void)dealloc {
  [array_ release];
  [super dealloc];
}

- (MLMultiArray*)multiArrayValue {
  return array_;
}

@end

@implementation MLDictionaryFeatureProvider

- (instancetype)initWithDictionary:(NSDictionary<NSString*, id>*)dictionary error:(NSError**)error {
  (void)error;
  self = [super init];
  features_ = [dictionary copy];
  return self;
}

- (void)dealloc {
  [features_ release];
  [super dealloc];
}

- (NSSet<NSString*>*)featureNames {
  return [NSSet setWithArray:[features_ allKeys]];
}

- (MLFeatureValue*)featureValueForName:(NSString*)name {
  return [features_ objectForKey:name];
}

@end

@implementation MLMultiArrayConstraint

- (NSArray<NSNumber*>*)shape {
  return ToNumbers(feature_.shape);
}

- (MLMultiArrayDataType)dataType {
  return TypeOf(feature_);
}

@end

@implementation MLFeatureDescription

- (void)dealloc {
  [constraint_ release];
  [super dealloc];
}

- (MLMultiArrayConstraint*)multiArrayConstraint {
  return constraint_;
}

@end

@implementation MLModelDescription

- (void)dealloc {
  [inputs_ release];
  [outputs_ release];
  [metadata_ release];
  [super dealloc];
}

- (NSDictionary<NSString*, MLFeatureDescription*>*)inputDescriptionsByName {
  return inputs_;
}

- (NSDictionary<NSString*, MLFeatureDescription*>*)outputDescriptionsByName {
  return outputs_;
}

- (NSDictionary<MLModelMetadataKey, id>*)metadata {
  return metadata_;
}

@end

@implementation MLModelConfiguration

- (MLComputeUnits)computeUnits {
  return units_;
}

- (void)setComputeUnits:(MLComputeUnits)units {
  units_ = units;
}

@end

@implementation MLModel

+ (NSURL*)compileModelAtURL:(NSURL*)url error:(NSError**)error {
  ++TheFakeCoreMl().compilations;
  if (!TheFakeCoreMl().compile_error.empty()) {
    *error = ErrorOf(TheFakeCoreMl().compile_error);
    return nil;
  }
  std::string compiled = (fs::temp_directory_path() / "fake-core-ml-XXXXXX").string();
  if (mkdtemp(compiled.data()) == nullptr) return nil;
  fs::copy(ToPath(url), compiled, fs::copy_options::recursive);
  return ToUrl(compiled);
}

+ (instancetype)modelWithContentsOfURL:(NSURL*)url
                         configuration:(MLModelConfiguration*)configuration
                                 error:(NSError**)error {
  ++TheFakeCoreMl().loads;
  TheFakeCoreMl().units = static_cast<int>([configuration computeUnits]);
  RaiseUnlessEmpty(TheFakeCoreMl().load_exception);
  if (!TheFakeCoreMl().load_error.empty()) {
    *error = ErrorOf(TheFakeCoreMl().load_error);
    return nil;
  }
  std::string failure;
  auto opened = tidemark::harness::OpenFakeModel(ToPath(url), failure);
  if (opened == nullptr) {
    *error = ErrorOf(failure);
    return nil;
  }
  MLModel* const model = [[[MLModel alloc] init] autorelease];
  model->model_ = opened.release();
  ++TheFakeCoreMl().live_models;
  return model;
}

- (void)dealloc {
  if (model_ != nullptr) --TheFakeCoreMl().live_models;
  delete model_;
  [super dealloc];
}

- (MLModelDescription*)modelDescription {
  MLModelDescription* const description = [[[MLModelDescription alloc] init] autorelease];
  description->inputs_ = [Describe(model_->inputs(), true) retain];
  description->outputs_ = [Describe(model_->outputs(), TheFakeCoreMl().declares_outputs) retain];
  NSMutableDictionary* const defined = [NSMutableDictionary dictionary];
  for (const auto& [key, value] : model_->metadata()) {
    [defined setObject:ToObject(value) forKey:ToObject(key)];
  }
  description->metadata_ = [[NSDictionary dictionaryWithObject:defined
                                                        forKey:MLModelCreatorDefinedKey] retain];
  return description;
}

- (id<MLFeatureProvider>)predictionFromFeatures:(id<MLFeatureProvider>)input
                                          error:(NSError**)error {
  const auto& fake = TheFakeCoreMl();
  ++TheFakeCoreMl().predictions;
  RaiseUnlessEmpty(fake.predict_exception);
  if (!fake.predict_error.empty()) {
    *error = ErrorOf(fake.predict_error);
    return nil;
  }
  std::map<std::string, std::vector<float>> inputs;
  for (const FakeFeature& feature : model_->inputs()) {
    MLMultiArray* const array =
        [[input featureValueForName:ToObject(feature.name)] multiArrayValue];
    if ([array dataType] != TypeOf(feature)) {
      *error = ErrorOf("Input " + feature.name + " has elements of another type.");
      return nil;
    }
    inputs[feature.name] = ReadArray(array);
  }
  NSMutableDictionary* const features = [NSMutableDictionary dictionary];
  for (auto& [name, output] : model_->Run(inputs)) {
    if (name == fake.missing_output) continue;
    FakeArray array = output;
    if (name == fake.flattened_output) array.shape.erase(array.shape.begin());
    MLMultiArray* const values = NewArray(array, fake.output_element);
    [features setObject:[MLFeatureValue featureValueWithMultiArray:values] forKey:ToObject(name)];
  }
  return [[[MLDictionaryFeatureProvider alloc] initWithDictionary:features
                                                            error:error] autorelease];
}

@end
