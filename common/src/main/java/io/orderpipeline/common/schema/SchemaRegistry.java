package io.orderpipeline.common.schema;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.order.NotAnOrderException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/**
 * The client of a schema registry: Confluent's REST API, which Apicurio (at {@code /apis/ccompat/v7}) and Karapace
 * speak too. Every request has a timeout. Safe for any thread.
 */
public final class SchemaRegistry implements AutoCloseable {

    private static final String SUBJECTS = "/subjects/";

    /** Every registry has this path. */
    static final String TYPES = "/schemas/types";

    private final RegistryConfig config;
    private final RegistryHttp http;
    private final SchemaLoader loader;

    public SchemaRegistry(RegistryConfig config) {
        this(config, System::nanoTime);
    }

    SchemaRegistry(RegistryConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.http = new RegistryHttp(config);
        this.loader = new SchemaLoader(http, config, nanoTime);
    }

    /**
     * Requests a schema with all schemas that it imports. Does not block.
     *
     * @return fails with {@link UnknownSchemaException} when the registry has answered that it has no such schema, with
     *     {@link NotAnOrderException} when the schema is beyond our limits, and with {@link RegistryException} when the
     *     answer is not known
     */
    public CompletableFuture<WriterSchema> schema(SchemaId id) {
        return loader.byId(id);
    }

    /**
     * Registers a schema, unless the subject has it.
     *
     * @param schema without references
     * @return its id
     * @throws NotReadyException when the registry is not available
     * @throws UserError when it refuses the schema
     */
    public int register(String subject, WriterSchema schema) throws NotReadyException, InterruptedException {
        RegistryResponse response = awaitReady(http.post(subjectPath(subject) + "/versions", RegistryJson.of(schema)));
        return switch (response.status()) {
            case RegistryResponse.OK -> idOf(response);
            case RegistryResponse.CONFLICT ->
                throw refused(
                        "is not compatible with the schema of subject " + subject,
                        response,
                        "use another --topic, or change the compatibility level of the subject");
            default ->
                throw refused(
                        "is refused for subject " + subject, response, "check that the registry supports this format");
        };
    }

    /**
     * The id of a schema that the subject has. The parameters and failures are as for {@link #register}.
     *
     * @throws UserError when the subject does not have it
     */
    public int find(String subject, WriterSchema schema) throws NotReadyException, InterruptedException {
        RegistryResponse response = awaitReady(http.post(subjectPath(subject), RegistryJson.of(schema)));
        if (response.status() == RegistryResponse.OK) {
            return idOf(response);
        }
        throw refused("is not registered for subject " + subject, response, "register it, or omit --no-register");
    }

    private UserError refused(String what, RegistryResponse response, String advice) {
        return UserError.failed("our schema " + what + " in the schema registry at " + response.server() + " ("
                + response.status() + ": " + response.errorMessage() + "); " + advice);
    }

    private static int idOf(RegistryResponse response) throws NotReadyException {
        try {
            return response.read(body -> RegistryJson.parse(body).number("id"));
        } catch (RegistryException e) {
            throw e.toNotReady();
        }
    }

    /**
     * Returns the numbers of the versions of a subject; none when there is no such subject.
     *
     * @throws RegistryException when the registry does not answer
     */
    public List<Integer> versions(String subject) throws InterruptedException {
        RegistryResponse response = await(http.get(subjectPath(subject) + "/versions"));
        return response.status() == RegistryResponse.NOT_FOUND
                ? List.of()
                : response.read(SchemaRegistry::parseNumbers);
    }

    private static List<Integer> parseNumbers(byte[] body) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (String text : RegistryJson.parseArray(body)) {
            numbers.add(RegistryJson.parseNumber(text));
        }
        return numbers;
    }

    /**
     * Returns one version of a subject.
     *
     * @throws NotAnOrderException when the schema is beyond our limits
     * @throws UnknownSchemaException when there is no such version
     * @throws RegistryException when the registry does not answer
     */
    public WriterSchema version(String subject, int version) throws NotAnOrderException, InterruptedException {
        try {
            return loader.byVersion(subject, version).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotAnOrderException notAnOrder) {
                throw notAnOrder;
            }
            throw unchecked(e);
        }
    }

    /**
     * Returns the compatibility level of a subject, which may be that of the registry.
     *
     * @throws RegistryException when the registry does not answer
     */
    public String compatibility(String subject) throws InterruptedException {
        String path = "/config/" + encode(subject) + "?defaultToGlobal=true";
        RegistryResponse response = await(http.get(path));
        if (response.status() == RegistryResponse.NOT_FOUND) {
            response = await(http.get("/config"));
        }
        return response.read(body -> RegistryJson.parse(body).text("compatibilityLevel"));
    }

    /**
     * One attempt to find out whether a schema registry is there and lets us in.
     *
     * @throws NotReadyException when waiting may help
     * @throws UserError when it cannot
     */
    public void check() throws NotReadyException, InterruptedException {
        RegistryResponse response = awaitReady(http.get(TYPES));
        try {
            response.read(RegistryJson::parseArray);
        } catch (RegistryException e) {
            throw UserError.failed(e.getMessage() + "; check --schema-registry", e);
        }
    }

    private static RegistryResponse awaitReady(CompletableFuture<RegistryResponse> response)
            throws NotReadyException, InterruptedException {
        try {
            return await(response);
        } catch (RegistryException e) {
            throw e.toNotReady();
        }
    }

    private static <T> T await(CompletableFuture<T> response) throws InterruptedException {
        try {
            return response.get();
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    }

    static String subjectPath(String subject) {
        return SUBJECTS + encode(subject);
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The URLs, for messages. */
    @Override
    public String toString() {
        return "the schema registry at " + config.addresses();
    }

    @Override
    public void close() {
        http.close();
    }
}
