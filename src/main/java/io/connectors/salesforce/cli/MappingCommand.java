package io.connectors.salesforce.cli;

import io.connectors.salesforce.mapping.Mapping;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads a mapping. */
@Command(
        name = "mapping",
        description = "Prints the mapping in force for a connector as CSV (Download mappings).",
        mixinStandardHelpOptions = true)
final class MappingCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "A connector: its file name without .yaml.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Workplace workplace = Workplace.open();
        List<String> problems = new ArrayList<>();
        Mapping mapping = workplace
                .mapping(workplace.connector(id), problems)
                .orElseThrow(() -> new UsageProblem(String.join("\n", problems)));
        PrintWriter out = spec.commandLine().getOut();
        out.print(mapping.csv());
        out.flush();
        return ExitCode.OK;
    }
}
