package dev.tenon.testkit;

import dev.tenon.api.backend.Backend;
import dev.tenon.testkit.reference.ReferenceBackend;

/** The reference as a backend keeps the contract that others are held to. */
final class ReferenceBackendTest extends BackendContract {
    @Override
    protected Backend backend() {
        return new ReferenceBackend();
    }
}
