package io.orderpipeline.testing.endtoend;

/** The same contract on the servers' official images. */
@NeedsDocker
final class TestcontainersContractIT extends PipelineContract {

    TestcontainersContractIT() {
        super(Containers.cluster());
    }
}
