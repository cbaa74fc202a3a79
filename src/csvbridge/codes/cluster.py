"""Codes about a cluster that works for a run."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "DASK_MISSING",
        "error",
        Text(
            "--cluster に要る dask と distributed が入っていません",
            "dask and distributed, which --cluster needs, are not installed",
        ),
        Text(
            "pip install 'csvbridge[dask]' を実行するか、--cluster を外してください",
            "run pip install 'csvbridge[dask]', or leave --cluster out",
        ),
        Text(
            "1台で足りる量なら --jobs だけで同じ結果になり、何も入れずに済みます",
            "what one machine can do, --jobs does alike with nothing to install",
        ),
        Text("dask を入れずに convert --cluster local", "convert --cluster local without dask"),
    ),
    Entry(
        "CLUSTER_UNREACHABLE",
        "error",
        Text("クラスタ {address} につながりません", "the cluster {address} does not answer"),
        Text(
            "アドレス（tcp://ホスト名:8786 の形）と、スケジューラとワーカーが動いていることを確かめてください",
            "check the address (such as tcp://host:8786), and that scheduler and workers are running",
        ),
        Text(
            "待ち続けると、無人の処理が止まったままになります",
            "a run that waits for ever would hold up an unattended scenario",
        ),
        Text("スケジューラを起動せずに --cluster tcp://10.0.0.5:8786", "--cluster tcp://10.0.0.5:8786, nothing there"),
    ),
    Entry(
        "CLUSTER_DIFFERS",
        "error",
        Text(
            "クラスタのワーカーの {name} が、このパソコンと違います（ここ: {here}、ワーカー: {there}）",
            "{name} of a worker is not that of this machine (here {here}, there {there})",
        ),
        Text(
            "ワーカーに同じ版の csvbridge を入れ、住所のデータ（tables）も同じ月のものにしてから起動し直してください",
            "install the same csvbridge on the workers, with address tables of the same month, and start them again",
        ),
        Text(
            "版や住所のデータが違うと、同じ注文の結果がワーカーによって変わります",
            "another version or other tables could judge the same order otherwise",
        ),
        Text(
            "片方のパソコンだけで csvbridge address update を実行した",
            "csvbridge address update was run on one of the machines only",
        ),
    ),
)
