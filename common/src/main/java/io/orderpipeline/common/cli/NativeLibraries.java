package io.orderpipeline.common.cli;

import com.github.luben.zstd.util.ZstdVersion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.OSInfo;
import org.xerial.snappy.SnappyLoader;

/**
 * The native libraries of zstd and snappy in the directory {@code native} beside the jar. The libraries usually unpack
 * them at their first use, into a directory for temporary files that must allow execution. A container with a read-only
 * file system has no such directory; there {@code
 * io.orderpipeline.common.install.NativeLibrariesMain} unpacks them when the image is built.
 */
public final class NativeLibraries {

    /** For messages; this package knows nothing of the class. */
    static final String MAIN_CLASS = "io.orderpipeline.common.install.NativeLibrariesMain";

    private static final String DIRECTORY = "native";
    private static final String ZSTD_PATH = "ZstdNativePath";
    private static final String SNAPPY_PATH = "org.xerial.snappy.lib.path";
    private static final String SNAPPY_NAME = "org.xerial.snappy.lib.name";

    private static final int ROOT = 0;
    private static final int TYPE_BITS = 0170000;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int WRITABLE_BY_OTHERS = 0022;

    private NativeLibraries() {}

    /** Unpacks those of this platform into the directory beside the jar. */
    public static void unpack() throws IOException {
        Path jar = jar().orElseThrow(() -> UserError.failed("run it from a jar"));
        unpack(jar.resolveSibling(DIRECTORY));
    }

    static void unpack(Path directory) throws IOException {
        Files.createDirectories(directory);
        copy(zstdResource(), directory.resolve(zstdFile()));
        copy(snappyResource(), directory.resolve(snappyFile()));
        // Whatever the umask: they are not used if others can write to them.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(String resource, Path file) throws IOException {
        try (InputStream library = NativeLibraries.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new FileNotFoundException("the jar has none for this platform: " + resource);
            }
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** Names what was unpacked to the libraries, unless the user names other files. */
    static void useUnpacked() {
        jar().ifPresent(NativeLibraries::useBeside);
    }

    /** Loading a library runs its code, so another user must not be able to provide it, as in /tmp. */
    static void useBeside(Path jar) {
        Path directory = jar.resolveSibling(DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return;
        }
        if (Stream.of(directory, directory.resolve(zstdFile()), directory.resolve(snappyFile()))
                .filter(Files::exists)
                .allMatch(path -> isTrusted(path, jar))) {
            use(directory);
        } else {
            // Every start comes here, so the logging is set up only for this line.
            LoggerFactory.getLogger(NativeLibraries.class)
                    .warn(
                            "The native libraries in {} are ignored: the directory and the files must belong to the"
                                    + " owner of the jar or to root, must not be writable by others and must not be"
                                    + " symbolic links",
                            directory);
        }
    }

    private static boolean isTrusted(Path path, Path jar) {
        try {
            Map<String, Object> file = Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            return isTrusted((int) file.get("uid"), (int) file.get("mode"), (int) Files.getAttribute(jar, "unix:uid"));
        } catch (IOException | UnsupportedOperationException noPosixFileSystem) {
            return false;
        }
    }

    /** @param mode with the bits of the type, as in {@code stat} */
    static boolean isTrusted(int owner, int mode, int jarOwner) {
        return (owner == jarOwner || owner == ROOT)
                && (mode & TYPE_BITS) != SYMBOLIC_LINK
                && (mode & WRITABLE_BY_OTHERS) == 0;
    }

    static void use(Path directory) {
        if (isToBeNamed(ZSTD_PATH, directory.resolve(zstdFile()))) {
            System.setProperty(ZSTD_PATH, directory.resolve(zstdFile()).toString());
        }
        if (isToBeNamed(SNAPPY_PATH, directory.resolve(snappyFile()))) {
            System.setProperty(SNAPPY_PATH, directory.toString());
            System.setProperty(SNAPPY_NAME, snappyFile());
        }
    }

    private static boolean isToBeNamed(String property, Path file) {
        return System.getProperty(property) == null && Files.isReadable(file);
    }

    /** The jar that this class was loaded from; empty when it was not. */
    public static Optional<Path> jar() {
        CodeSource source = NativeLibraries.class.getProtectionDomain().getCodeSource();
        return Optional.ofNullable(source)
                .map(known -> Path.of(URI.create(known.getLocation().toString())))
                .filter(Files::isRegularFile);
    }

    private static String zstdResource() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        return "/" + system + "/" + System.getProperty("os.arch") + "/" + zstdFile();
    }

    private static String snappyResource() {
        return "/org/xerial/snappy/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/"
                + System.mapLibraryName("snappyjava");
    }

    /** With the version, as for snappy: the library of another version is not used. */
    private static String zstdFile() {
        return System.mapLibraryName("zstd-jni-" + ZstdVersion.VERSION);
    }

    private static String snappyFile() {
        return System.mapLibraryName("snappyjava-" + SnappyLoader.getVersion());
    }
}
