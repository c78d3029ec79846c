package com.example.loops;

import dev.tenon.api.backend.Backend;
import dev.tenon.testkit.BackendContract;

/** The suite compares every op, whole training steps and random programs with the reference, bit for bit. */
final class LoopsTest extends BackendContract {

    @Override
    protected Backend backend() {
        return new Loops();
    }
}
