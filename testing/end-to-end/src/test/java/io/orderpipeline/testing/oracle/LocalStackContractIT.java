package io.orderpipeline.testing.oracle;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;

@UsesLocalStack
final class LocalStackContractIT extends PipelineContract {

    LocalStackContractIT(LocalStack stack) {
        super(Cluster.of(stack));
    }
}
