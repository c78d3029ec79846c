package dev.tenon.backend.opencl.memory;

import dev.tenon.api.lowering.Placement;
import dev.tenon.backend.opencl.device.Device;
import java.util.ArrayList;
import java.util.List;

/**
 * The buffers for temporary tensors of all programs of an engine. Programs run one after the other, so that they share them;
 * a program that needs more gets longer ones, and the older programs keep theirs as long as they exist.
 */
public final class Arena {
    private final Device device;
    private final List<Lease> leases = new ArrayList<>();

    /** Without buffers yet. */
    public Arena(Device device) {
        this.device = device;
    }

    /** Buffers, in use by one or more programs. */
    private static final class Blocks {
        final List<DeviceMemory> memories = new ArrayList<>();
        int users;

        boolean fits(List<Long> lengths) {
            if (lengths.size() > memories.size()) {
                return false;
            }
            for (int i = 0; i < lengths.size(); i++) {
                if (lengths.get(i) + DeviceMemory.SLACK > memories.get(i).bytes()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A program's use of buffers, until it is closed. */
    public final class Lease implements AutoCloseable {
        private final Blocks blocks;
        private final List<DeviceMemory> parts = new ArrayList<>();
        private boolean open = true;

        private Lease(Blocks blocks) {
            this.blocks = blocks;
            blocks.users++;
        }

        @Override
        public void close() {
            if (!open) {
                return;
            }
            open = false;
            parts.forEach(DeviceMemory::close);
            blocks.users--;
            if (blocks.users == 0) {
                blocks.memories.forEach(DeviceMemory::close);
            }
            leases.remove(this);
        }
    }

    /**
     * Gives every temporary tensor of a program its place.
     *
     * @param program its name, for the message
     * @throws dev.tenon.backend.opencl.device.OpenClException if the device has too little memory
     */
    public Lease place(Placement.Layout<Tensor> layout, String program) {
        Blocks blocks = leases.isEmpty() ? new Blocks() : leases.getLast().blocks;
        if (!blocks.fits(layout.buffers())) {
            blocks = allocate(layout.buffers(), program);
        }
        Lease lease = new Lease(blocks);
        leases.add(lease);
        try {
            layout.places().forEach((tensor, place) -> {
                DeviceMemory part = lease.blocks.memories.get(place.buffer()).part(place.offset(), place.size());
                lease.parts.add(part);
                tensor.place(part);
            });
            return lease;
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private Blocks allocate(List<Long> lengths, String program) {
        long bytes = 0;
        for (long length : lengths) {
            bytes += length + DeviceMemory.SLACK;
        }
        String what = "the temporary memory of program " + program;
        DeviceMemory.requireFree(device, what, bytes);
        Blocks blocks = new Blocks();
        try {
            for (long length : lengths) {
                blocks.memories.add(DeviceMemory.of(device, length, what));
            }
            return blocks;
        } catch (RuntimeException e) {
            blocks.memories.forEach(DeviceMemory::close);
            throw e;
        }
    }
}
