package io.orderpipeline.testing.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.testing.drill.DrillResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The report of a soak, as one self-contained page with plots and as lines for the terminal. */
record SoakReport(Soak.Result result, String title) {

    void writeTo(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("report.html"),
                resource("soak-report.html")
                        .replace("${title}", escaped(title))
                        .replace("${summary}", escaped(String.join("\n", lines())))
                        .replace("${data}", data())
                        .replace("${uPlot.css}", resource(library() + "uPlot.min.css"))
                        .replace("${uPlot.js}", resource(library() + "uPlot.iife.min.js")));
    }

    /** The last line is PASS or FAIL. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(DrillResult.table(List.of(result.drill())));
        lines.add("");
        lines.addAll(faultTable());
        lines.add("");
        lines.addAll(DriftCheck.table(result.drift()));
        lines.add("");
        result.drill().findings().forEach(finding -> lines.add("FAIL: " + finding));
        lines.add(result.isPassed() ? "PASS" : "FAIL");
        return lines;
    }

    private List<String> faultTable() {
        TextTable table = new TextTable("lrr", "fault", "times", "repaired after, s");
        Map<String, List<Soak.Injected>> byFault = result.faults().stream()
                .collect(Collectors.groupingBy(Soak.Injected::fault, TreeMap::new, Collectors.toList()));
        byFault.forEach((fault, all) -> table.row(
                fault,
                all.size(),
                all.stream()
                        .map(one -> String.format(Locale.ROOT, "%.0f", one.to() - one.from()))
                        .collect(Collectors.joining(" "))));
        return table.lines("");
    }

    /** JSON within a page: no character may end the element. */
    private String data() {
        ObjectNode data = new ObjectMapper().createObjectNode();
        series(data.putArray("seconds"), SoakSample::seconds);
        for (SoakFigure figure : SoakFigure.values()) {
            series(data.putArray(figure.column()), sample -> sample.get(figure));
        }
        ArrayNode faults = data.putArray("faults");
        result.faults().forEach(one -> faults.addObject()
                .put("name", one.fault())
                .put("from", one.from())
                .put("to", one.to()));
        return data.toString().replace("<", "\\u003c");
    }

    private void series(ArrayNode points, ToDoubleFunction<SoakSample> value) {
        for (SoakSample sample : result.samples()) {
            double point = value.applyAsDouble(sample);
            points.add(Double.isNaN(point) ? null : Double.valueOf(Math.round(point * 10) / 10.0));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The library of the consumer's dashboard, whose jar is on the class path. */
    private static String library() throws IOException {
        Properties versions = new Properties();
        versions.load(new StringReader(resource("/io/orderpipeline/consumer/http/webjars.properties")));
        return "/META-INF/resources/webjars/uplot/" + versions.getProperty("uplot") + "/dist/";
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SoakReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
