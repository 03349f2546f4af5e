package io.orderpipeline.localstack;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One stack for the whole test JVM, on free ports and in a temporary folder; JUnit closes it after the last test, which
 * kills the servers and deletes the folder.
 */
public final class LocalStackExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(LocalStackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalStack.class;
    }

    @Override
    public LocalStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(OURS).computeIfAbsent(Shared.class, key -> new Shared(), Shared.class).stack;
    }

    private static final class Shared implements AutoCloseable {

        private final LocalStack stack;

        private Shared() {
            try {
                stack = LocalStack.open(StackConfig.onFreePorts(Files.createTempDirectory("local-stack"))
                        .forShortLife());
            } catch (IOException e) {
                throw new StackException("no temporary folder for the stack: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            stack.discard();
        }
    }
}
