package io.orderpipeline.testing.endtoend;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** The condition of {@link NeedsDocker}. JUnit counts a skipped class as one test; the message has the real number. */
final class DockerCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> obstacle = context.getTestMethod().isPresent() ? Optional.empty() : Containers.obstacle();
        obstacle.ifPresent(why -> say(context.getRequiredTestClass(), why));
        return obstacle.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("a Docker engine with the images answers"));
    }

    private static void say(Class<?> testClass, String why) {
        int tests = AnnotationSupport.findAnnotatedMethods(testClass, Test.class, HierarchyTraversalMode.TOP_DOWN)
                .size();
        Skip.requireContainers(false, testClass.getSimpleName(), why);
        System.out.println("SKIPPED: all " + tests + " tests of " + testClass.getSimpleName() + ", because " + why);
    }
}
