import os

from pyspark.sql import SparkSession, functions as F
from pyspark.sql.types import DoubleType, StringType, StructField, StructType, TimestampType

KAFKA = os.environ["KAFKA_BOOTSTRAP"]

schema = StructType(
    [
        StructField("trade_id", StringType()),
        StructField("isin", StringType()),
        StructField("price", DoubleType()),
        StructField("ts", TimestampType()),
    ]
)

spark = SparkSession.builder.appName("trade-bars").getOrCreate()

trades = (
    spark.readStream.format("kafka")
    .option("kafka.bootstrap.servers", KAFKA)
    .option("subscribe", "trades-normalized")
    .option("startingOffsets", "latest")
    .option("failOnDataLoss", "false")
    .load()
    .select(F.from_json(F.col("value").cast("string"), schema).alias("t"))
    .select("t.*")
)

bars = (
    trades.withWatermark("ts", "2 minutes")
    .groupBy(F.window("ts", "1 minute"), "isin")
    .agg(F.first("price").alias("open"), F.max("price").alias("high"), F.last("price").alias("close"))
)

query = (
    bars.select(F.col("isin").alias("key"), F.to_json(F.struct("*")).alias("value"))
    .writeStream.format("kafka")
    .outputMode("update")
    .option("kafka.bootstrap.servers", KAFKA)
    .option("topic", "trade-bars-1m")
    .option("checkpointLocation", "s3a://checkpoints/trade-bars")
    .start()
)

query.awaitTermination()
