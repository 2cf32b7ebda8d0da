package io.connectors.salesforce.cli;

import picocli.CommandLine.Command;

@Command(name = "check")
final class CheckCommand implements Runnable {
    @Override
    public void run() {}
}
