package io.connectors.salesforce.console;

import io.connectors.salesforce.run.Run;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.server.ConnectorServer;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A run's progress as server-sent events: operation {@code followRun} of {@code openapi.yaml}. */
final class Events implements Handler<RoutingContext> {
    /** {@code GET}, behind {@code /api}. */
    static final String TEMPLATE = "/runs/{run}/events";

    private static final int PERIOD_MS = 400;
    private static final int PERIODS_OF_SILENCE = 35;

    private final ConnectorServer server;

    Events(ConnectorServer server) {
        this.server = server;
    }

    @Override
    public void handle(RoutingContext context) {
        String id = context.pathParam("run");
        context.vertx().executeBlocking(() -> server.find(id), false).onComplete(found -> {
            if (found.failed()) {
                Border.send(context, Answer.problem(Refusal.unexpected("The events of a run", found.cause())));
            } else if (found.result().isEmpty()) {
                Border.send(context, Answer.problem(RunOperations.unknown()));
            } else {
                new Stream(id, context.vertx(), context.response())
                        .open(found.result().get());
            }
        });
    }

    /** One client that watches; only ever used by its own event loop. */
    private final class Stream {
        private final String id;
        private final Vertx vertx;
        private final HttpServerResponse response;
        private String sent = "";
        private int silence;
        private boolean asking;

        Stream(String id, Vertx vertx, HttpServerResponse response) {
            this.id = id;
            this.vertx = vertx;
            this.response = response;
        }

        void open(RunReport run) {
            if (response.closed()) {
                return;
            }
            response.setChunked(true).putHeader("Content-Type", "text/event-stream");
            tell(run);
            if (!response.ended()) {
                long timer = vertx.setPeriodic(PERIOD_MS, this::look);
                response.closeHandler(gone -> vertx.cancelTimer(timer));
                response.endHandler(over -> vertx.cancelTimer(timer));
            }
        }

        private void look(long timer) {
            if (response.closed()) {
                vertx.cancelTimer(timer);
                return;
            }
            Optional<Run> underway = RunOperations.underway(id, server);
            boolean slow = underway.isEmpty() && silence % 3 != 0;
            if (asking || slow) {
                breathe();
                return;
            }
            asking = true;
            vertx.executeBlocking(() -> server.find(id), false).onComplete(found -> {
                asking = false;
                if (found.succeeded() && !response.closed()) {
                    found.result().ifPresent(this::tell);
                }
            });
        }

        private void tell(RunReport run) {
            boolean over = run.status() != Status.RUNNING;
            String data =
                    new String(Json.bytes(Json.run(run, RunOperations.underway(id, server))), StandardCharsets.UTF_8);
            if (over) {
                response.end("event: end\ndata: " + data + "\n\n");
            } else if (data.equals(sent)) {
                breathe();
            } else {
                sent = data;
                silence = 0;
                response.write("event: progress\ndata: " + data + "\n\n");
            }
        }

        private void breathe() {
            if (++silence % PERIODS_OF_SILENCE == 0 && !response.closed()) {
                response.write(": still there\n\n");
            }
        }
    }
}
