package app.newsy.ui.topics

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.FilterChip
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import com.google.firebase.messaging.FirebaseMessaging
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.tasks.await

data class Topic(val id: String, val title: String)

class TopicsViewModel(private val messaging: FirebaseMessaging) : ViewModel() {

    val topics = listOf(
        Topic("sports", "Sports"),
        Topic("science", "Science"),
        Topic("local-news", "Local"),
    )
    val selected = MutableStateFlow(setOf("science"))

    fun subscribe(topic: Topic) = viewModelScope.launch {
        messaging.subscribeToTopic(topic.id).await()
        messaging.subscribeToTopic("breaking-news").await()
        selected.value += topic.id
    }
}

@Composable
fun TopicsScreen(model: TopicsViewModel) {
    val selected by model.selected.collectAsState()
    Column {
        Text("Choose your topics")
        LazyColumn {
            items(model.topics, key = { it.id }) { topic ->
                FilterChip(
                    selected = topic.id in selected,
                    onClick = { model.subscribe(topic) },
                    label = { Text(topic.title) },
                )
            }
        }
    }
}
