package io.orderpipeline.testing.endtoend;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;

@UsesLocalStack
final class LocalStackContractIT extends PipelineContract {

    LocalStackContractIT(LocalStack stack) {
        super(Cluster.of(stack));
    }
}
