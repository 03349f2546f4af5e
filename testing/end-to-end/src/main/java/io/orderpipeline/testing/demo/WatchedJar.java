package io.orderpipeline.testing.demo;

import io.orderpipeline.localstack.ParentWatchdog;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.ProcessException;
import io.orderpipeline.testing.process.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** A program of ours that ends when the demo dies, also of {@code kill -9}, as the servers do. */
record WatchedJar(Repository repository, Path jar) {

    Launch launch(String name, List<String> arguments) {
        List<String> java = new ArrayList<>(List.of(
                "-cp",
                // First the jar, so that the classes of the local stack add one main class and change nothing.
                jar + File.pathSeparator + repository.localStackClasses(),
                ParentWatchdog.class.getName(),
                mainClass()));
        java.addAll(arguments);
        return Java.running().launch(name, java).holdingInputOpen();
    }

    private String mainClass() {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException e) {
            throw new ProcessException("cannot read " + jar + ": " + e.getMessage(), e);
        }
    }
}
