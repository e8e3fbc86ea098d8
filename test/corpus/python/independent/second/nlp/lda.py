import re

import pandas as pd
from gensim.corpora import Dictionary
from gensim.models import LdaModel
from gensim.models.coherencemodel import CoherenceModel

LABELS = {0: "sports", 1: "politics", 2: "technology"}
DEFAULT_TOPIC = "miscellaneous"


def tokenize(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.lower())


class TopicModel:
    def __init__(self, num_topics: int = 3):
        self.num_topics = num_topics
        self.model: LdaModel | None = None

    def fit(self, docs: pd.Series) -> "TopicModel":
        texts = docs.map(tokenize).tolist()
        self.dictionary = Dictionary(texts)
        corpus = [self.dictionary.doc2bow(t) for t in texts]
        self.model = LdaModel(corpus, num_topics=self.num_topics, id2word=self.dictionary, passes=10)
        self.coherence = CoherenceModel(model=self.model, texts=texts, coherence="c_v").get_coherence()
        return self

    def predict(self, text: str) -> dict:
        topics = self.model[self.dictionary.doc2bow(tokenize(text))]
        if not topics:
            return {"topic": DEFAULT_TOPIC, "score": 0.0}
        topic, score = max(topics, key=lambda t: t[1])
        return {"topic": LABELS.get(topic, "miscellaneous"), "score": float(score)}


if __name__ == "__main__":
    frame = pd.DataFrame({"topic": ["sports", "politics"], "text": ["goal match", "vote law"]})
    print(TopicModel().fit(frame.text).predict("election vote"))
