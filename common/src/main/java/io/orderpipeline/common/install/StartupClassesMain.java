package io.orderpipeline.common.install;

import io.orderpipeline.common.cli.NativeLibraries;
import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes that a start uses, so that the JVM can write them to a class-data archive when it ends:
 *
 * <pre>java -XX:ArchiveClassesAtExit=consumer.jsa -cp consumer.jar io.orderpipeline.common.install.StartupClassesMain
 * </pre>
 *
 * Loads and runs nothing else: an archive of a whole run also has lambdas, and Java 17.0.15 crashes when it writes
 * those.
 */
final class StartupClassesMain {

    private static final Logger LOG = LoggerFactory.getLogger(StartupClassesMain.class);

    /** What a start loads most classes of. A library that is not listed is loaded as without an archive. */
    private static final List<String> PACKAGES = List.of(
            "ch/qos/logback/",
            "com/datastax/oss/driver/",
            "com/fasterxml/jackson/core/",
            "com/typesafe/config/",
            "io/micrometer/",
            "io/netty/",
            "io/orderpipeline/",
            "net/datafaker/",
            "org/HdrHistogram/",
            "org/apache/kafka/clients/",
            "org/apache/kafka/common/",
            "org/eclipse/jetty/",
            "org/jline/",
            "org/slf4j/");

    private StartupClassesMain() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = NativeLibraries.jar().orElseThrow(() -> UserError.failed("run it from a jar"));
        try (JarFile file = new JarFile(jar.toFile())) {
            long loaded = file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && PACKAGES.stream().anyMatch(name::startsWith))
                    .filter(name -> load(name.replaceFirst("\\.class$", "").replace('/', '.')))
                    .count();
            LOG.info("Loaded {} classes of {}", loaded, jar);
        }
    }

    /** False when it belongs to an optional part whose library is not in the jar. */
    private static boolean load(String name) {
        try {
            Class.forName(name, false, StartupClassesMain.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
