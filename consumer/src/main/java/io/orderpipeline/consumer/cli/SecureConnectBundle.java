package io.orderpipeline.consumer.cli;

import io.orderpipeline.common.cli.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Checks the zip file that a managed platform gives its users, before the driver reads it. */
final class SecureConnectBundle {

    private static final List<String> PARTS = List.of("config.json", "identity.jks", "trustStore.jks");
    private static final Pattern URL = Pattern.compile("[a-z]{2,}:.*");

    private SecureConnectBundle() {}

    /** What is wrong with it; empty also for a URL. */
    static Optional<String> problem(String bundle) {
        return URL.matcher(bundle).matches() ? Optional.empty() : problemOf(Path.of(bundle));
    }

    private static Optional<String> problemOf(Path file) {
        if (!Files.isReadable(file)) {
            return Optional.of("there is no readable file " + file + "; name one that exists");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return PARTS.stream()
                    .filter(part -> zip.getEntry(part) == null)
                    .findFirst()
                    .map(part -> file + " is no secure connect bundle, it lacks " + part + "; download it again");
        } catch (ZipException e) {
            return Optional.of(file + " is no zip file; name a secure connect bundle as it was downloaded");
        } catch (IOException e) {
            return Optional.of("cannot read " + file + ": " + FileProblem.of(e));
        }
    }
}
