package io.connectors.salesforce.cli;

import io.connectors.salesforce.org.UserLookup;
import io.connectors.salesforce.run.DatabaseHeld;
import io.connectors.salesforce.run.Erased;
import io.connectors.salesforce.server.ConnectorServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes what is stored about one user. */
@Command(
        name = "erase",
        description =
                "Removes everything stored about one user, and says what that was. A user who is still on a platform is"
                        + " refused.",
        mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SALESFORCE-ID", description = "The user's Salesforce Id, 15 or 18 characters.")
    private String id;

    @Option(
            names = "--force",
            description = "Also a user who is still on a platform; no run will remove them there any more.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String user = UserLookup.id(id)
                .orElseThrow(
                        () -> new UsageProblem(
                                "\"" + id
                                        + "\" is not the Id of a user. Write its 15 or 18 letters and digits; the first three are 005."));
        spec.commandLine().getOut().println(text(erase(Workplace.open(), user)));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private Erased erase(Workplace workplace, String user) {
        try (ConnectorServer server = workplace.start()) {
            return server.erase(user, force);
        } catch (DatabaseHeld held) {
            try (ServingProcess serving = ServingProcess.of(workplace.settings(), held)) {
                return serving.erase(user, force);
            }
        }
    }

    private static String text(Erased erased) {
        if (erased.nothing()) {
            return "Nothing is stored about user " + erased.salesforceId() + ".";
        }
        List<String> parts = new ArrayList<>();
        part(parts, erased.snapshot(), "from snapshots");
        part(parts, erased.changes(), "from the changes of runs");
        part(parts, erased.rejections(), "from rejections");
        part(parts, erased.staged(), "from imports");
        part(parts, erased.frozen(), "from lists of frozen users");
        return "Erased what was stored about user " + erased.salesforceId() + ": " + String.join(", ", parts) + ".";
    }

    private static void part(List<String> parts, int rows, String where) {
        if (rows > 0) {
            parts.add(rows + (rows == 1 ? " row " : " rows ") + where);
        }
    }
}
