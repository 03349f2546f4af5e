package io.orderpipeline.localstack;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects a {@link LocalStack} into the constructor or methods of a test class. All test classes of one JVM share it,
 * so that each needs its own topics, groups and keyspaces. Each server starts on first use.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(UsesLocalStack.Extension.class)
public @interface UsesLocalStack {

    /**
     * Shares one stack on free ports in a temporary folder. JUnit closes it after the last test of the JVM, which kills
     * the servers and deletes the folder. The store of the session outlives the single classes that Failsafe runs one
     * by one when it distributes them over several JVMs.
     */
    final class Extension implements ParameterResolver {

        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Extension.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == LocalStack.class;
        }

        @Override
        public LocalStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
                    .computeIfAbsent(Shared.class, key -> new Shared(), Shared.class)
                    .stack;
        }

        private static final class Shared implements AutoCloseable {

            private final LocalStack stack;

            private Shared() {
                try {
                    stack = LocalStack.open(StackConfig.onFreePorts(Files.createTempDirectory("local-stack"))
                            .withSchemaRegistry()
                            .forShortLife());
                } catch (IOException e) {
                    throw new StackException("cannot create a temporary folder for the stack: " + e.getMessage(), e);
                }
            }

            @Override
            public void close() {
                stack.discard();
            }
        }
    }
}
