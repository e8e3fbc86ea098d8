package org.forum.android

import androidx.compose.foundation.layout.Column
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.lifecycle.ViewModel
import io.reactivex.rxjava3.core.Observable
import io.reactivex.rxjava3.schedulers.Schedulers
import kotlinx.coroutines.flow.MutableStateFlow
import org.phoenixframework.Socket

data class Topic(val name: String, val posts: Int)

class TopicViewModel(private val socket: Socket) : ViewModel() {

    val topics = MutableStateFlow(listOf(Topic("welcome", 3), Topic(name = "kafka-help", posts = 12)))

    fun connect() {
        val channel = socket.channel("topic:lobby")
        channel.on("new_topic") { message -> println(message.payload["topic"]) }
        channel.push("subscribe", mapOf("topic" to "kafka-help"))
        Observable.just("a", "b")
            .subscribeOn(Schedulers.io())
            .subscribe { println("topic $it") }
    }

    fun send(topic: String, text: String) {
        socket.channel("topic:$topic").push("post", mapOf("text" to text))
    }
}

@Composable
fun TopicScreen(model: TopicViewModel) {
    Column {
        for (topic in model.topics.value) Text("${topic.name} (${topic.posts})")
        Text("Start a new topic")
    }
    model.send("welcome", "hello")
}
