package io.connectors.salesforce.cli;

import picocli.CommandLine.Command;

@Command(name = "simulate")
final class SimulateCommand implements Runnable {
    @Override
    public void run() {}
}
