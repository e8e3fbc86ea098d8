from pyspark.sql import SparkSession
from pyspark.sql.functions import col

spark = SparkSession.builder.appName("kafka-job").getOrCreate()
INPUT = "spark.in"

stream = (
    spark.readStream.format("kafka")
    .option("kafka.bootstrap.servers", "localhost:9092")
    .option("subscribe", INPUT)
    .option("startingOffsets", "earliest")
    .load()
)
both = spark.read.format("kafka").option("subscribe", "spark.a,spark.b").load()
pattern = spark.read.format("kafka").option("subscribePattern", "spark.*").load()
query = (
    stream.select(col("value"))
    .writeStream.format("kafka")
    .option("topic", "spark.out")
    .option("checkpointLocation", "/tmp/topic")
    .start()
)
