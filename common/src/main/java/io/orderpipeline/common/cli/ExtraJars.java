package io.orderpipeline.common.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** How to start this program with further jars: {@code java -jar} ignores the class path. */
public final class ExtraJars {

    private static final String PAGE = " (docs/platforms.md)";

    private ExtraJars() {}

    /** The command, as part of a message. */
    public static String howToAdd() {
        return howToAdd(System.getProperty("java.class.path"));
    }

    /** @param classPath of this process: the jar itself when it was started with {@code java -jar} */
    static String howToAdd(String classPath) {
        return mainClass(classPath)
                        .map(main -> "java -cp '" + Path.of(classPath).getFileName() + File.pathSeparator + "extra/*' "
                                + main)
                        .orElse("java -cp '…" + File.pathSeparator + "extra/*' …")
                + PAGE;
    }

    private static Optional<String> mainClass(String classPath) {
        if (classPath.contains(File.pathSeparator) || !classPath.endsWith(".jar")) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(classPath)) {
            return Optional.ofNullable(jar.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
