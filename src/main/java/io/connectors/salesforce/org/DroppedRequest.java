package io.connectors.salesforce.org;

import java.lang.reflect.Proxy;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.Request;

/** A request that goes nowhere and is answered at once. */
final class DroppedRequest {
    private DroppedRequest() {}

    static Request answering(int status) {
        ContentResponse response = (ContentResponse) proxy(ContentResponse.class, status);
        return (Request) Proxy.newProxyInstance(
                DroppedRequest.class.getClassLoader(),
                new Class<?>[] {Request.class},
                (self, method, arguments) -> method.getName().equals("send")
                        ? response
                        : method.getReturnType().isAssignableFrom(Request.class) ? self : null);
    }

    private static Object proxy(Class<?> type, int status) {
        return Proxy.newProxyInstance(
                DroppedRequest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getReturnType() == int.class ? status : null);
    }
}
