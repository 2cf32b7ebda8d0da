package io.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NeedsTest {
    @Test
    void skipsWhereTheProgramIsMissingAndFailsOnABuildServer() {
        assertThat(Needs.Condition.without(Tool.KUSTOMIZE, "This one", false).isDisabled())
                .isTrue();
        assertThatThrownBy(() -> Needs.Condition.without(Tool.KUSTOMIZE, "This one", true))
                .hasMessageContainingAll("This one cannot run", "kubectl", ".ci/run");
    }
}
