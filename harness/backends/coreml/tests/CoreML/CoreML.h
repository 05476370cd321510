#ifndef TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_COREML_COREML_H_
#define TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_COREML_COREML_H_

// For tests only: the part of Apple's Core ML that this project uses, with Apple's names, types and
// values, for systems that have GNUstep's Foundation and no Core ML. fake_core_ml.mm implements it.

#include <map>
#include <string>
#include <vector>

#import <Foundation/Foundation.h>

#include "harness/backends/coreml/tests/fake_model.h"

typedef NS_ENUM(NSInteger, MLComputeUnits) {
  MLComputeUnitsCPUOnly = 0,
  MLComputeUnitsCPUAndGPU = 1,
  MLComputeUnitsAll = 2,
  MLComputeUnitsCPUAndNeuralEngine = 3,
};

typedef NS_ENUM(NSInteger, MLMultiArrayDataType) {
  MLMultiArrayDataTypeDouble = 0x10000 | 64,
  MLMultiArrayDataTypeFloat32 = 0x10000 | 32,
  MLMultiArrayDataTypeFloat16 = 0x10000 | 16,
  MLMultiArrayDataTypeInt32 = 0x20000 | 32,
};

typedef NSString* MLModelMetadataKey;
extern MLModelMetadataKey const MLModelCreatorDefinedKey;

@interface MLMultiArray : NSObject {
  NSArray<NSNumber*>* shape_;
  NSArray<NSNumber*>* strides_;
  MLMultiArrayDataType type_;
  std::vector<double> storage_;
}
@property(readonly, nonatomic) MLMultiArrayDataType dataType;
@property(readonly, nonatomic) NSArray<NSNumber*>* shape;
@property(readonly, nonatomic) NSArray<NSNumber*>* strides;
@property(readonly, nonatomic) void* dataPointer;
- (instancetype)initWithShape:(NSArray<NSNumber*>*)shape
                     dataType:(MLMultiArrayDataType)type
                        error:(NSError**)error;
@end

@interface MLFeatureValue : NSObject {
  MLMultiArray* array_;
}
@property(readonly, nonatomic) MLMultiArray* multiArrayValue;
+ (instancetype)featureValueWithMultiArray:(MLMultiArray*)value;
@end

@protocol MLFeatureProvider
@property(readonly, nonatomic) NSSet<NSString*>* featureNames;
- (MLFeatureValue*)featureValueForName:(NSString*)name;
@end

@interface MLDictionaryFeatureProvider : NSObject <MLFeatureProvider> {
  NSDictionary<NSString*, id>* features_;
}
- (instancetype)initWithDictionary:(NSDictionary<NSString*, id>*)dictionary error:(NSError**)error;
@end

@interface MLMultiArrayConstraint : NSObject {
 @public
  tidemark::harness::FakeFeature feature_;
}
@property(readonly, nonatomic) NSArray<NSNumber*>* shape;
@property(readonly, nonatomic) MLMultiArrayDataType dataType;
@end

@interface MLFeatureDescription : NSObject {
 @public
  MLMultiArrayConstraint* constraint_;
}
@property(readonly, nonatomic) MLMultiArrayConstraint* multiArrayConstraint;
@end

@interface MLModelDescription : NSObject {
 @public
  NSDictionary<NSString*, MLFeatureDescription*>* inputs_;
  NSDictionary<NSString*, MLFeatureDescription*>* outputs_;
  NSDictionary<MLModelMetadataKey, id>* metadata_;
}
@property(readonly, nonatomic)
    NSDictionary<NSString*, MLFeatureDescription*>* inputDescriptionsByName;
@property(readonly, nonatomic)
    NSDictionary<NSString*, MLFeatureDescription*>* outputDescriptionsByName;
@property(readonly, nonatomic) NSDictionary<MLModelMetadataKey, id>* metadata;
@end

@interface MLModelConfiguration : NSObject {
  MLComputeUnits units_;
}
@property(readwrite) MLComputeUnits computeUnits;
@end

@interface MLModel : NSObject {
 @public
  tidemark::harness::FakeModel* model_;
}
@property(readonly, nonatomic) MLModelDescription* modelDescription;
+ (NSURL*)compileModelAtURL:(NSURL*)url error:(NSError**)error;
+ (instancetype)modelWithContentsOfURL:(NSURL*)url
                         configuration:(MLModelConfiguration*)configuration
                                 error:(NSError**)error;
- (id<MLFeatureProvider>)predictionFromFeatures:(id<MLFeatureProvider>)input error:(NSError**)error;
@end

#endif  // TIDEMARK_HARNESS_BACKENDS_COREML_TESTS_COREML_COREML_H_
