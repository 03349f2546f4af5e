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

    /** @param classPath of this process: begins with the jar, also when that was started with {@code java -jar} */
    static String howToAdd(String classPath) {
        String jar = classPath.split(File.pathSeparator, 2)[0];
        return mainClass(jar)
                        .map(main ->
                                "java -cp '" + Path.of(jar).getFileName() + File.pathSeparator + "extra/*' " + main)
                        .orElse("java -cp '…" + File.pathSeparator + "extra/*' …")
                + PAGE;
    }

    private static Optional<String> mainClass(String jar) {
        if (!jar.endsWith(".jar")) {
            return Optional.empty();
        }
        try (JarFile file = new JarFile(jar)) {
            return Optional.ofNullable(file.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
