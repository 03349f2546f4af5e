package io.orderpipeline.endtoend;

import io.orderpipeline.stack.LocalStack;
import io.orderpipeline.stack.UsesLocalStack;

@UsesLocalStack
final class LocalStackContractIT extends PipelineContract {

    LocalStackContractIT(LocalStack stack) {
        super(Cluster.of(stack));
    }
}
