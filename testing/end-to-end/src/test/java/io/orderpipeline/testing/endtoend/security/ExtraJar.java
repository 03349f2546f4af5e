package io.orderpipeline.testing.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A directory with a jar as users add it to a program: a login module and a callback handler for Kafka, which take the
 * token from a file, and an authentication provider for Cassandra. Compiled against the program's jar, as a vendor's.
 */
public final class ExtraJar {

    static final String LOGIN_MODULE = "example.FileLoginModule";
    static final String CALLBACK_HANDLER = "example.FileCallbackHandler";
    public static final String AUTH_PROVIDER = "example.FixedAuthProvider";

    private static final Map<String, String> SOURCES = Map.of(
            "FileLoginModule",
            """
            package example;
            public class FileLoginModule
                    extends org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule {}
            """,
            "FileCallbackHandler",
            """
            package example;
            import java.nio.file.*;
            import java.util.*;
            import javax.security.auth.callback.Callback;
            import javax.security.auth.login.AppConfigurationEntry;
            import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
            import org.apache.kafka.common.security.oauthbearer.*;
            public class FileCallbackHandler implements AuthenticateCallbackHandler {
                private String file;
                public void configure(Map<String, ?> all, String mechanism, List<AppConfigurationEntry> entries) {
                    file = entries.get(0).getOptions().get("file").toString();
                }
                public void handle(Callback[] callbacks) throws java.io.IOException {
                    String value = Files.readString(Path.of(file));
                    for (Callback callback : callbacks) {
                        if (callback instanceof OAuthBearerTokenCallback wanted) {
                            wanted.token(new FileToken(value, System.currentTimeMillis()));
                        }
                    }
                }
                public void close() {}
                record FileToken(String value, long start) implements OAuthBearerToken {
                    public Set<String> scope() { return Set.of(); }
                    public long lifetimeMs() { return start + 600_000; }
                    public String principalName() { return "file"; }
                    public Long startTimeMs() { return start; }
                }
            }
            """);

    private static final Map<String, String> DRIVER_SOURCES = Map.of(
            "FixedAuthProvider",
            """
            package example;
            import com.datastax.oss.driver.api.core.auth.PlainTextAuthProviderBase;
            import com.datastax.oss.driver.api.core.context.DriverContext;
            import com.datastax.oss.driver.api.core.metadata.EndPoint;
            public class FixedAuthProvider extends PlainTextAuthProviderBase {
                public FixedAuthProvider(DriverContext context) { super(context.getSessionName()); }
                protected Credentials getCredentials(EndPoint endPoint, String authenticator) {
                    return new Credentials("cassandra".toCharArray(), "cassandra".toCharArray());
                }
            }
            """);

    private ExtraJar() {}

    /**
     * @param program the jar to compile against
     * @param withDriver whether the program has the Cassandra driver
     * @return the directory
     */
    public static Path create(Path directory, Path program, boolean withDriver) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        compile(classes, program, SOURCES);
        if (withDriver) {
            compile(classes, program, DRIVER_SOURCES);
        }
        Path jars = Files.createDirectories(directory.resolve("extra"));
        Path compiled = classes.resolve("example");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(jars.resolve("login.jar")));
                var files = Files.list(compiled)) {
            for (Path file : files.toList()) {
                jar.putNextEntry(new ZipEntry("example/" + file.getFileName()));
                jar.write(Files.readAllBytes(file));
            }
        }
        return jars;
    }

    private static void compile(Path classes, Path program, Map<String, String> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = Files.writeString(classes.resolve(source.getKey() + ".java"), source.getValue());
            List<String> options = List.of("-cp", program.toString(), "-d", classes.toString(), "-proc:none");
            int result = compiler.run(
                    null, null, null, concat(options, file.toString()).toArray(String[]::new));
            assertThat(result).as(source.getKey()).isZero();
        }
    }

    private static List<String> concat(List<String> options, String file) {
        List<String> all = new ArrayList<>(options);
        all.add(file);
        return all;
    }
}
