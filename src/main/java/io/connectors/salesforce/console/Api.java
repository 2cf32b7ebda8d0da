package io.connectors.salesforce.console;

import io.connectors.salesforce.config.FolderProblem;
import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.Inquiries;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * The operations of {@code openapi.yaml}: the bean {@code api} of the route {@code api}. A request becomes a value first, so
 * that the route can drop every header before anything happens.
 */
public final class Api {
    private static final int MOST_BYTES = 256 * 1024;

    private final List<Operation> operations;

    Api(ConnectorServer server) {
        this(Stream.of(
                        new Documents().operations(),
                        new ConnectorOperations(server).operations(),
                        new RunOperations(server).operations())
                .flatMap(List::stream)
                .toList());
    }

    Api(List<Operation> operations) {
        this.operations = operations;
    }

    /** By operationId, as {@code GET /connectors/{id}}. */
    Map<String, String> names() {
        return operations.stream()
                .collect(Collectors.toMap(Operation::id, each -> each.method() + " " + each.template()));
    }

    /** The body becomes the request as a value. */
    public void accept(Exchange exchange) {
        HttpServerRequest request = exchange.getMessage(HttpMessage.class).getRequest();
        byte[] body = exchange.getMessage().getBody(byte[].class);
        exchange.getMessage()
                .setBody(new Request(
                        request.method().name(),
                        request.path(),
                        request.query(),
                        request.getHeader("If-Match"),
                        body == null ? new byte[0] : body));
    }

    /** The body becomes the answer; the only headers are those of the answer. */
    public void answer(@Body Object request, Exchange exchange) {
        Answer answer = answer((Request) request);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        if (answer.contentType() != null) {
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        }
        answer.headers().forEach(exchange.getMessage()::setHeader);
        exchange.getMessage().setBody(answer.body());
    }

    private Answer answer(Request request) {
        try {
            if (request.body().length > MOST_BYTES) {
                throw Refusal.tooLarge();
            }
            return operation(request).answer(request);
        } catch (Refusal refused) {
            return Answer.problem(refused);
        } catch (FolderProblem refused) {
            return Answer.problem(Refusal.of(refused));
        } catch (Inquiries.Busy busy) {
            return Answer.problem(Refusal.busy(busy.getMessage()));
        } catch (RunFailure refused) {
            return Answer.problem(Refusal.conflict(refused.getMessage()));
        } catch (RuntimeException | Error unexpected) {
            return Answer.problem(Refusal.unexpected(request.method() + " of the API", unexpected));
        }
    }

    private Operation operation(Request request) {
        List<String> segments = request.segments();
        List<Operation> there =
                operations.stream().filter(each -> each.fits(segments)).toList();
        if (there.isEmpty()) {
            throw Refusal.notFound("The API has no such address; GET /api/openapi.yaml lists all.");
        }
        return there.stream()
                .filter(each -> each.method().equals(request.method()))
                .findFirst()
                .orElseThrow(() -> Refusal.notAllowed(there.stream()
                        .map(Operation::method)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "))));
    }
}
