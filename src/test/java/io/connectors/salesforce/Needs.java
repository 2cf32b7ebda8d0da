package io.connectors.salesforce;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Tests that need a program of the machine. Without it they are skipped, and one line says so; where the environment says {@code
 * CI=true} they fail instead, so that a build server never passes for what it did not try.
 */
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
public @interface Needs {
    /** The program. */
    Tool value();

    /** Looks for it. */
    final class Condition implements ExecutionCondition {
        private static final Set<Tool> SAID = EnumSet.noneOf(Tool.class);
        /** The tests' own output goes to files. */
        private static final PrintStream CONSOLE =
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
                    .map(Needs::value)
                    .filter(tool -> tool.program().isEmpty())
                    .map(tool -> without(
                            tool, context.getRequiredTestClass().getSimpleName(), "true".equals(System.getenv("CI"))))
                    .orElse(ConditionEvaluationResult.enabled(""));
        }

        static ConditionEvaluationResult without(Tool tool, String test, boolean buildServer) {
            if (buildServer) {
                throw new IllegalStateException(test + " cannot run: " + tool.missing());
            }
            synchronized (SAID) {
                if (SAID.add(tool)) {
                    CONSOLE.println(test + " is skipped: " + tool.missing());
                }
            }
            return ConditionEvaluationResult.disabled(tool.missing());
        }
    }
}
