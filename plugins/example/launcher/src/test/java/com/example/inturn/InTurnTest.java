package com.example.inturn;

import dev.tenon.api.launch.Launcher;
import dev.tenon.testkit.LauncherContract;
import dev.tenon.testkit.Mistake;
import java.nio.file.Path;
import java.util.List;

/** The suite starts small scripts, and looks how often. */
final class InTurnTest extends LauncherContract {

    @Override
    protected Launcher<?> launcher() {
        return new InTurn();
    }

    @Override
    protected Record settings(Path shared) {
        return new InTurn.Settings(List.of("env"));
    }

    @Override
    protected List<Mistake> mistakes() {
        return List.of();
    }
}
