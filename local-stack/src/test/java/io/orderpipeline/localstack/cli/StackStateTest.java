package io.orderpipeline.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.StackConfig.ServerPorts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackStateTest {

    @TempDir
    private Path folder;

    @Test
    void should_read_what_it_wrote() {
        StackState.ProcessRef self =
                StackState.ProcessRef.of(ProcessHandle.current().pid());
        StackState state = new StackState(
                self,
                new ServerPorts(15_092, 15_042, Optional.of(15_081)),
                ClusterSize.ALONE,
                List.of(new StackState.ProcessRef(7, 70), new StackState.ProcessRef(8, 80)));

        state.write(folder);

        assertThat(StackState.ofRunning(folder)).contains(state);
    }

    @Test
    void should_ignore_another_process_with_the_id_of_the_supervisor() {
        StackState.ProcessRef self =
                StackState.ProcessRef.of(ProcessHandle.current().pid());
        StackState.ProcessRef earlier = new StackState.ProcessRef(self.pid(), self.startMillis() - 60_000);

        ServerPorts ports = new ServerPorts(15_092, 15_042, Optional.empty());
        new StackState(earlier, ports, ClusterSize.ALONE, List.of()).write(folder);

        assertThat(StackState.ofRunning(folder)).isEmpty();
    }

    @Test
    void should_have_no_state_in_an_empty_folder() {
        assertThat(StackState.ofRunning(folder)).isEmpty();
    }
}
