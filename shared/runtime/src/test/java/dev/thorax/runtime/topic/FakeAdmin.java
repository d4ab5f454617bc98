package dev.thorax.runtime.topic;

import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.internals.CoordinatorKey;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Broker whose groups and topics a test sets. */
final class FakeAdmin {
    final Set<String> silentGroups = new HashSet<>();
    private final Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
    private final Map<TopicPartition, Long> starts = new HashMap<>();

    void committed(String group, String topic, int partition, long offset) {
        committed
                .computeIfAbsent(group, any -> new HashMap<>())
                .put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset));
    }

    void starts(String topic, int partition, long offset) {
        starts.put(new TopicPartition(topic, partition), offset);
    }

    Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                FakeAdmin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "listConsumerGroupOffsets" -> offsets((String) arguments[0]);
                    case "listOffsets" -> starts(((Map<?, ?>) arguments[0]).keySet());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private ListConsumerGroupOffsetsResult offsets(String group) throws ReflectiveOperationException {
        KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> answer =
                KafkaFuture.completedFuture(committed.getOrDefault(group, Map.of()));
        if (silentGroups.contains(group)) {
            answer = answer.thenApply(any -> {
                throw new TimeoutException("no answer about " + group);
            });
        }
        Constructor<ListConsumerGroupOffsetsResult> constructor =
                ListConsumerGroupOffsetsResult.class.getDeclaredConstructor(Map.class);
        constructor.setAccessible(true);
        return constructor.newInstance(Map.of(CoordinatorKey.byGroupId(group), answer));
    }

    private ListOffsetsResult starts(Collection<?> partitions) {
        return new ListOffsetsResult(partitions.stream()
                .map(TopicPartition.class::cast)
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> KafkaFuture.completedFuture(
                                new ListOffsetsResultInfo(starts.get(partition), -1, null)))));
    }
}
