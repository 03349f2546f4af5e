package io.orderpipeline.localstack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a {@link LocalStack} as a parameter of its constructor or methods. All classes of one test JVM share
 * it: take topics, groups and keyspaces of your own names. Each server starts when a test first asks for it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LocalStackExtension.class)
public @interface UsesLocalStack {}
