package io.orderpipeline.testing.endtoend;

import org.testcontainers.images.ImagePullPolicy;
import org.testcontainers.utility.DockerImageName;

/**
 * Uses the images that the engine has, those that Testcontainers needs itself included: creating a container of another
 * one fails at once, with its name. Testcontainers finds this class in {@code testcontainers.properties}.
 */
public final class NoImagePulls implements ImagePullPolicy {

    @Override
    public boolean shouldPull(DockerImageName image) {
        return false;
    }
}
