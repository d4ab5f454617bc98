package dev.thorax.contracts.worker;

import dev.thorax.contracts.storage.StorageKeys;

/**
 * Object-store keys of one job.
 *
 * @param order key of its {@link JobOrder}; the argument of its worker
 * @param folder prefix of everything else that it keeps
 */
public record JobKeys(String order, String folder) {
    private static final String JSON = ".json";

    /** Returns the prefix of all open orders. */
    public static String orders() {
        return "runs/";
    }

    /** Returns the keys of a training. */
    public static JobKeys ofTraining(String trainingId) {
        return new JobKeys(
                JobKind.TRAINING.orders() + checked(trainingId) + JSON, StorageKeys.trainings() + trainingId + "/");
    }

    /**
     * Returns the keys of the comparison that a promotion needs.
     *
     * @param against names what the version is compared with; a promotion may need more than one comparison
     */
    public static JobKeys ofComparison(String promotionId, String against) {
        return new JobKeys(
                JobKind.COMPARISON.orders() + checked(promotionId) + "/" + checked(against) + JSON,
                comparisons(promotionId) + against + "/");
    }

    /** Returns the prefix of everything that the comparisons of a promotion keep. */
    public static String comparisons(String promotionId) {
        return "comparisons/" + checked(promotionId) + "/";
    }

    /** Returns the keys of a validation. */
    public static JobKeys ofValidation(String validationId) {
        return new JobKeys(
                JobKind.VALIDATION.orders() + checked(validationId) + JSON,
                StorageKeys.validations() + validationId + "/");
    }

    /** Returns the prefix of the open orders of validations. */
    public static String validationOrders() {
        return JobKind.VALIDATION.orders();
    }

    /** Returns the keys of the job whose order has the key {@code order}. */
    public static JobKeys ofOrder(String order) {
        JobKind kind = JobKind.ofOrder(order);
        if (!order.endsWith(JSON)) {
            throw noOrder(order);
        }
        String id = order.substring(kind.orders().length(), order.length() - JSON.length());
        int slash = id.indexOf('/');
        return switch (kind) {
            case TRAINING -> ofTraining(id);
            case COMPARISON -> ofComparison(id.substring(0, Math.max(0, slash)), id.substring(slash + 1));
            case VALIDATION -> ofValidation(id);
        };
    }

    static IllegalArgumentException noOrder(String order) {
        return new IllegalArgumentException("No order can have the key " + order + ".");
    }

    /** Returns what its messages call the job, e.g. {@code training}. */
    public String kind() {
        return JobKind.ofOrder(order).wireName();
    }

    /** Returns the prefix of its replicas' leases. */
    public String leases() {
        return folder + "lease-";
    }

    /** Returns the key of the lease of the replica that has turn {@code turn}. */
    public String lease(int turn) {
        return leases() + turn + JSON;
    }

    /** Returns the prefix of its workers' leases. */
    public String workers() {
        return folder + "worker-";
    }

    /** Returns the key of the lease of the worker of turn {@code turn}. */
    public String worker(int turn) {
        return workers() + turn + JSON;
    }

    /** Returns the key of the count of its workers. */
    public String attempts() {
        return folder + "attempts.json";
    }

    /** Returns the key of what it waits for. */
    public String missing() {
        return folder + "missing.json";
    }

    /** Returns the key of its worker's last message. */
    public String result() {
        return folder + "result.json";
    }

    /** Returns the key of the result of a comparison or validation that has ended. */
    public String outcome() {
        return folder + "outcome.json";
    }

    private static String checked(String id) {
        if (!StorageKeys.isName(id)) {
            throw new IllegalArgumentException("A job must be named by " + StorageKeys.NAME_RULE + ".");
        }
        return id;
    }
}
