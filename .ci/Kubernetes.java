import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.crud.AttributeSet;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * {@code Kubernetes DIRECTORY PORT}: what Spark's driver sees of a Kubernetes cluster. An API server that keeps what it is given, and
 * one node on this machine, which runs the container of each pod as a process: that of an executor, as Spark's image starts it, on
 * this program's class path. {@code DIRECTORY/kubeconfig} tells clients where it is; {@code DIRECTORY/pods} has each pod and its log.
 */
final class Kubernetes implements Watcher<Pod> {

    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    private final KubernetesClient client;
    private final Path directory;
    private final Map<String, Process> processes = new ConcurrentHashMap<>();

    private Kubernetes(KubernetesClient client, Path directory) {
        this.client = client;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        try {
            start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        } catch (IOException | RuntimeException failed) { // such as a port that is taken
            failed.printStackTrace();
            System.exit(1); // whatever the server has left running
        }
        Thread.currentThread().join(); // until the process is ended
    }

    private static void start(Path directory, int port) throws IOException {
        KubernetesMockServer server = new KubernetesMockServer(
                new Context(Serialization.jsonMapper()),
                new MockWebServer(),
                new HashMap<>(),
                new Kept(),
                true);
        server.init(InetAddress.getLoopbackAddress(), port);
        KubernetesClient client = server.createClient();
        Kubernetes node = new Kubernetes(client, Files.createDirectories(directory.resolve("pods")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> node.processes.values().forEach(Process::destroyForcibly)));
        client.pods().inAnyNamespace().watch(node);
        Path unfinished = Files.writeString(directory.resolve("kubeconfig.part"), """
                apiVersion: v1
                kind: Config
                current-context: this
                contexts: [{name: this, context: {cluster: this, user: this, namespace: default}}]
                clusters: [{name: this, cluster: {server: "https://localhost:%d", insecure-skip-tls-verify: true}}]
                users: [{name: this, user: {token: none}}]
                """.formatted(port));
        Files.move(unfinished, directory.resolve("kubeconfig"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void eventReceived(Action action, Pod pod) {
        String name = pod.getMetadata().getName();
        if (action == Action.ADDED) {
            try {
                processes.put(name, start(pod));
            } catch (IOException | RuntimeException e) {
                e.printStackTrace(); // the log that .ci/kubernetes makes
                tell(pod, "Failed");
            }
        } else if (action == Action.DELETED) {
            Optional.ofNullable(processes.get(name)).ifPresent(Process::destroy);
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        throw new IllegalStateException(cause);
    }

    private Process start(Pod pod) throws IOException {
        String name = pod.getMetadata().getName();
        Files.writeString(directory.resolve(name + ".yaml"), Serialization.asYaml(pod));
        Path place = Files.createDirectories(directory.resolve(name));
        Container container = pod.getSpec().getContainers().get(0);
        Map<String, String> environment = environment(pod, container, place);
        ProcessBuilder builder = new ProcessBuilder(command(container, environment))
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile());
        builder.environment().clear(); // a pod has what it is given
        builder.environment().putAll(environment);
        Process process = builder.start();
        tell(pod, "Running");
        process.onExit().thenAccept(ended -> {
            if (client.resource(pod).get() != null) { // or it was deleted
                tell(pod, ended.exitValue() == 0 ? "Succeeded" : "Failed");
            }
        });
        return process;
    }

    /** What the entry point of Spark's image does for {@code executor}, but for its heap's initial size: pods share a machine here. */
    private static List<String> command(Container container, Map<String, String> environment) {
        if (!container.getArgs().equals(List.of("executor"))) {
            throw new IllegalArgumentException("not an executor: " + container.getArgs());
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> environment.get("SPARK_JAVA_OPT_" + i))
                .takeWhile(option -> option != null)
                .forEach(command::add);
        command.add("-Xmx" + environment.get("SPARK_EXECUTOR_MEMORY"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend");
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--driver-url", "SPARK_DRIVER_URL");
        options.put("--executor-id", "SPARK_EXECUTOR_ID");
        options.put("--cores", "SPARK_EXECUTOR_CORES");
        options.put("--app-id", "SPARK_APPLICATION_ID");
        options.put("--hostname", "SPARK_EXECUTOR_POD_IP");
        options.put("--resourceProfileId", "SPARK_RESOURCE_PROFILE_ID");
        options.put("--podName", "SPARK_EXECUTOR_POD_NAME");
        options.forEach((option, variable) -> command.addAll(List.of(option, environment.get(variable))));
        return command;
    }

    private static Map<String, String> environment(Pod pod, Container container, Path place) {
        Map<String, String> environment = new HashMap<>();
        for (EnvVar variable : container.getEnv()) {
            environment.put(variable.getName(), value(pod, variable));
        }
        environment.put("SPARK_LOCAL_DIRS", place.toString()); // a volume of the pod's, at a path of the image's
        environment.put("SPARK_LOCAL_IP", LOOPBACK);
        return environment;
    }

    private static String value(Pod pod, EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        String field = variable.getValueFrom().getFieldRef().getFieldPath();
        return switch (field) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "status.podIP" -> LOOPBACK;
            default -> throw new IllegalArgumentException(variable.getName() + ": " + field);
        };
    }

    private void tell(Pod pod, String phase) {
        client.resource(pod).editStatus(now -> new PodBuilder(now)
                .withNewStatus()
                .withPhase(phase)
                .withPodIP(LOOPBACK)
                .endStatus()
                .build());
    }

    /** What the server keeps. A pod is pending at first, which Spark relies on. */
    private static final class Kept extends KubernetesCrudDispatcher {

        @Override
        public void processEvent(
                String path, AttributeSet asked, AttributeSet before, GenericKubernetesResource now, String text) {
            String kept = text;
            if (before == null && now.getKind().equals("Pod")) {
                now.setAdditionalProperty("status", Map.of("phase", "Pending"));
                kept = Serialization.asJson(now);
            }
            super.processEvent(path, asked, before, now, kept);
        }
    }
}
