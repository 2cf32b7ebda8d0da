package io.connectors.salesforce.org;

import io.connectors.salesforce.org.answer.NoSession;
import java.util.List;
import org.apache.camel.component.salesforce.api.SalesforceException;

/** The org's token endpoint gave out no session. Part of the chain of causes of whatever the login was for. */
final class LoginRefused extends SalesforceException {
    private static final long serialVersionUID = 1L;

    private final transient NoSession answer;

    LoginRefused(NoSession answer) {
        super(List.of(), answer.status(), "no session");
        this.answer = answer;
    }

    /** What it answered in place of one; mask its words before they are shown, as they may quote what was sent. */
    NoSession answer() {
        return answer;
    }
}
