package io.orderpipeline.common.schema;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import java.net.URI;

/** A request to the schema registry failed, which says nothing about the schema. The message is one line. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        TRANSIENT,
        FATAL,
        NO_SUCH_PATH
    }

    private final String reason;
    private final Kind kind;

    private RegistryException(Object server, String reason, Kind kind, Throwable cause) {
        super("the schema registry at " + server + " " + reason, cause);
        this.reason = reason;
        this.kind = kind;
    }

    /**
     * The server may become available.
     *
     * @param server its URL, or those of all servers
     * @param reason the end of a sentence that begins with the server
     */
    static RegistryException transientFailure(Object server, String reason, Throwable cause) {
        return new RegistryException(server, reason, Kind.TRANSIENT, cause);
    }

    /** Only a change of the configuration helps. The parameters are as above. */
    static RegistryException fatal(URI server, String reason, Throwable cause) {
        return new RegistryException(server, reason, Kind.FATAL, cause);
    }

    /** As {@link #fatal}; another path may exist. */
    static RegistryException noSuchPath(URI server, String reason) {
        return new RegistryException(server, reason, Kind.NO_SUCH_PATH, null);
    }

    boolean isTransient() {
        return kind == Kind.TRANSIENT;
    }

    boolean isNoSuchPath() {
        return kind == Kind.NO_SUCH_PATH;
    }

    /**
     * For a program that waits for the registry.
     *
     * @throws UserError when waiting cannot help
     */
    NotReadyException toNotReady() {
        if (!isTransient()) {
            throw UserError.failed(getMessage(), this);
        }
        return new NotReadyException("it " + reason, this);
    }
}
