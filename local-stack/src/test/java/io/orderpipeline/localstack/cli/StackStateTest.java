package io.orderpipeline.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.ClusterSize;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackStateTest {

    @TempDir
    private Path folder;

    @Test
    void what_was_written_is_read_back() {
        ProcessRef self = ProcessRef.of(ProcessHandle.current().pid());
        StackState state = new StackState(
                self, 15_092, 15_042, ClusterSize.ALONE, List.of(new ProcessRef(7, 70), new ProcessRef(8, 80)));

        state.write(folder);

        assertThat(StackState.ofRunning(folder)).contains(state);
    }

    @Test
    void a_stranger_with_the_id_of_the_supervisor_is_not_taken_for_it() {
        ProcessRef self = ProcessRef.of(ProcessHandle.current().pid());
        ProcessRef earlier = new ProcessRef(self.pid(), self.startMillis() - 60_000);

        new StackState(earlier, 15_092, 15_042, ClusterSize.ALONE, List.of()).write(folder);

        assertThat(StackState.ofRunning(folder)).isEmpty();
    }

    @Test
    void a_folder_without_a_stack_has_no_state() {
        assertThat(StackState.ofRunning(folder)).isEmpty();
    }
}
