package io.orderpipeline.testing.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutputLinesTest {

    @Test
    void should_keep_the_newest_lines_of_a_long_output() {
        OutputLines lines = new OutputLines();
        String output = IntStream.range(0, 25_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));

        lines.readAll(new BufferedReader(new StringReader(output)), line -> {});

        List<String> kept = lines.all();
        assertThat(kept).hasSize(10_000).startsWith("15000").endsWith("24999");
    }

    @Test
    void should_cut_an_endless_line() {
        OutputLines lines = new OutputLines();

        lines.readAll(new BufferedReader(new StringReader("x".repeat(50_000))), line -> {});

        assertThat(lines.all().get(0)).hasSize(10_000);
    }
}
