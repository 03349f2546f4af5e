package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.util.ZstdVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibrariesTest {

    private static final String ZSTD = "ZstdNativePath";
    private static final List<String> SNAPPY = List.of("org.xerial.snappy.lib.path", "org.xerial.snappy.lib.name");

    @TempDir
    private Path folder;

    private final Map<String, String> before = new TreeMap<>();

    @BeforeEach
    void clear() {
        for (String property : List.of(ZSTD, SNAPPY.get(0), SNAPPY.get(1))) {
            String value = System.clearProperty(property);
            if (value != null) {
                before.put(property, value);
            }
        }
    }

    @AfterEach
    void restore() {
        clear();
        before.forEach(System::setProperty);
    }

    @Test
    void should_name_unpacked_libraries_to_their_loaders() throws IOException {
        NativeLibraries.unpack(folder);

        NativeLibraries.use(folder);

        assertThat(Path.of(System.getProperty(ZSTD))).hasParent(folder).isNotEmptyFile();
        assertThat(Path.of(System.getProperty(SNAPPY.get(0)), System.getProperty(SNAPPY.get(1))))
                .hasParent(folder)
                .isNotEmptyFile();
    }

    @Test
    void should_replace_what_was_unpacked_before() throws IOException {
        NativeLibraries.unpack(folder);
        NativeLibraries.use(folder);
        Path library = Path.of(System.getProperty(ZSTD));
        long size = Files.size(library);
        Files.writeString(library, "damaged");

        NativeLibraries.unpack(folder);

        assertThat(library).hasSize(size);
    }

    @Test
    void should_not_use_libraries_of_other_versions() throws IOException {
        Files.writeString(folder.resolve(System.mapLibraryName("zstd-jni-0.0.1")), "old");
        Files.writeString(folder.resolve(System.mapLibraryName("snappyjava-0.0.1")), "old");

        NativeLibraries.use(folder);

        assertThat(System.getProperty(ZSTD)).isNull();
        assertThat(System.getProperty(SNAPPY.get(0))).isNull();
    }

    @Test
    void should_use_libraries_beside_the_jar() throws IOException {
        Path libraries = unpackBesideJar();

        NativeLibraries.useBeside(jar());

        assertThat(Path.of(System.getProperty(ZSTD))).hasParent(libraries);
        assertThat(System.getProperty(SNAPPY.get(0))).isEqualTo(libraries.toString());
    }

    @Test
    void should_ignore_a_directory_that_others_can_write_to() throws IOException {
        Files.setPosixFilePermissions(unpackBesideJar(), PosixFilePermissions.fromString("rwxrwxr-x"));

        NativeLibraries.useBeside(jar());

        assertThatNothingIsUsed();
    }

    @Test
    void should_ignore_a_library_that_others_can_write_to() throws IOException {
        Path library = unpackBesideJar().resolve(System.mapLibraryName("zstd-jni-" + ZstdVersion.VERSION));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-r--rw-"));

        NativeLibraries.useBeside(jar());

        assertThatNothingIsUsed();
    }

    @Test
    void should_ignore_symbolic_links() throws IOException {
        Path elsewhere = Files.move(unpackBesideJar(), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("native"), elsewhere);

        NativeLibraries.useBeside(jar());

        assertThatNothingIsUsed();
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000, true", "0, 1000, true", "1001, 1000, false", "1000, 0, false"})
    void should_trust_the_owner_of_the_jar_and_root(int owner, int jarOwner, boolean isTrusted) {
        assertThat(NativeLibraries.isTrusted(owner, 0100644, jarOwner)).isEqualTo(isTrusted);
    }

    private Path jar() {
        return folder.resolve("consumer.jar");
    }

    private Path unpackBesideJar() throws IOException {
        Files.createFile(jar());
        NativeLibraries.unpack(folder.resolve("native"));
        return folder.resolve("native");
    }

    private static void assertThatNothingIsUsed() {
        assertThat(System.getProperty(ZSTD)).isNull();
        assertThat(System.getProperty(SNAPPY.get(0))).isNull();
    }

    @Test
    void should_leave_the_choice_of_the_user() throws IOException {
        NativeLibraries.unpack(folder);
        System.setProperty(ZSTD, "chosen");
        System.setProperty(SNAPPY.get(0), "chosen");

        NativeLibraries.use(folder);

        assertThat(System.getProperty(ZSTD)).isEqualTo("chosen");
        assertThat(System.getProperty(SNAPPY.get(0))).isEqualTo("chosen");
        assertThat(System.getProperty(SNAPPY.get(1))).isNull();
    }
}
