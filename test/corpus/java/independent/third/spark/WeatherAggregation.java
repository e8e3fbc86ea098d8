package no.met.ingest;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.window;

public class WeatherAggregation {

    private static final StructType SCHEMA = new StructType()
            .add("station", DataTypes.StringType)
            .add("temperature", DataTypes.DoubleType)
            .add("observed_at", DataTypes.TimestampType);

    public static void main(String[] args) throws Exception {
        String brokers = args.length > 0 ? args[0] : "kafka:9092";
        SparkSession spark = SparkSession.builder().appName("weather-aggregation").getOrCreate();

        Dataset<Row> raw = spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", brokers)
                .option("subscribe", "weather.observations")
                .option("startingOffsets", "latest")
                .option("failOnDataLoss", "false")
                .load();

        Dataset<Row> hourly = raw
                .select(from_json(col("value").cast("string"), SCHEMA).as("o"))
                .select("o.*")
                .withWatermark("observed_at", "2 hours")
                .groupBy(window(col("observed_at"), "1 hour"), col("station"))
                .agg(avg("temperature").as("temperature"));

        StreamingQuery query = hourly
                .select(col("station").as("key"), to_json(struct("*")).as("value"))
                .writeStream()
                .outputMode("update")
                .format("kafka")
                .option("kafka.bootstrap.servers", brokers)
                .option("topic", "weather.hourly-means")
                .option("checkpointLocation", "/data/checkpoints/weather-aggregation")
                .trigger(Trigger.ProcessingTime("1 minute"))
                .start();

        query.awaitTermination();
    }
}
