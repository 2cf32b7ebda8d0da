package io.connectors.salesforce.mapping;

import java.util.List;

public final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public List<String> problems() {
        return List.of();
    }
}
