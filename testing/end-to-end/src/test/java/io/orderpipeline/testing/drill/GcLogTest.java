package io.orderpipeline.testing.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcLogTest {

    @TempDir
    Path directory;

    @Test
    void should_ignore_pauses_that_free_nothing() throws IOException {
        GcLog log = log(
                """
                [0.003s][info][gc] Using G1
                [9.246s][info][gc] GC(242) Pause Young (Concurrent Start) (G1 Humongous Allocation) 82M->59M(128M) 8.0ms
                [9.246s][info][gc] GC(243) Concurrent Mark Cycle
                [9.321s][info][gc] GC(243) Pause Remark 91M->91M(128M) 13.945ms
                [9.347s][info][gc] GC(243) Pause Cleanup 118M->118M(128M) 0.067ms
                [9.378s][info][gc] GC(244) Pause Young (Normal) (GCLocker Initiated GC) 118M->66M(128M) 2.389ms
                """);

        assertThat(log.collections()).isEqualTo(2);
        assertThat(log.requireAtMost(66)).contains("at most 66 MB");
    }

    @Test
    void should_refuse_a_heap_above_the_bound() throws IOException {
        GcLog log = log("[9.3s][info][gc] GC(7) Pause Full (G1 Compaction Pause) 128M->97M(128M) 80.0ms\n");

        assertThatThrownBy(() -> log.requireAtMost(96))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("97 MB");
    }

    @Test
    void should_refuse_a_heap_that_grows() throws IOException {
        GcLog log = log(
                """
                [1.0s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 40M->20M(128M) 2.0ms
                [2.0s][info][gc] GC(1) Pause Young (Normal) (G1 Evacuation Pause) 40M->20M(128M) 2.0ms
                [3.0s][info][gc] GC(2) Pause Young (Normal) (G1 Evacuation Pause) 60M->40M(128M) 2.0ms
                """);

        assertThatThrownBy(() -> log.requireFlat(0, 2, 3))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("from 20 MB to 40 MB");
    }

    private GcLog log(String lines) throws IOException {
        return new GcLog(Files.writeString(directory.resolve("gc.log"), lines));
    }
}
