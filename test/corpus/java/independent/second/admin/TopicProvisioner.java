package com.acme.platform.admin;

import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

/** Run from CI before the services are rolled out. Usage: TopicProvisioner host:port */
public class TopicProvisioner {

    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);
    private static final short RF = 3;

    private static final Map<String, Integer> PARTITIONS = new LinkedHashMap<>();

    static {
        PARTITIONS.put("telemetry.raw", 48);
        PARTITIONS.put("telemetry.normalised", 24);
        PARTITIONS.put("device-registry", 6);
    }

    public static void main(String[] args) throws Exception {
        Properties props = new Properties();
        props.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        props.put(AdminClientConfig.CLIENT_ID_CONFIG, "topic-provisioner");

        try (AdminClient admin = AdminClient.create(props)) {
            for (Map.Entry<String, Integer> e : PARTITIONS.entrySet()) {
                create(admin, new NewTopic(e.getKey(), e.getValue(), RF));
            }
            admin.createPartitions(Map.of("telemetry.alerts", NewPartitions.increaseTo(12))).all().get();
            admin.deleteTopics(List.of("telemetry.legacy")).all().get();

            ConfigResource registry = new ConfigResource(ConfigResource.Type.TOPIC, "device-registry");
            admin.incrementalAlterConfigs(Map.of(registry, List.of(
                    new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET)))).all().get();
        }
    }

    private static void create(AdminClient admin, NewTopic topic) throws InterruptedException, ExecutionException {
        try {
            admin.createTopics(Collections.singleton(topic)).all().get();
            LOG.info("created {}", topic.name());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
            LOG.info("{} is there already", topic.name());
        }
    }
}
