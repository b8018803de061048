// Offers completions as one types. The page works without.
(function () {
	"use strict";
	var input = document.getElementById("q");
	var offers = document.getElementById("offers");
	var timer, asked = "";

	function show(reply) {
		if (reply[0] !== input.value.trim())
			return;
		offers.replaceChildren();
		reply[1].forEach(function (text, i) {
			var option = document.createElement("option");

			option.value = text;
			option.label = text + " (" + reply[2][i] + ")";
			offers.appendChild(option);
		});
	}

	function ask() {
		var text = input.value.trim();

		if (text.length < 2 || text === asked)
			return;
		asked = text;
		fetch("?format=suggest&q=" + encodeURIComponent(text))
			.then(function (response) {
				return response.ok ? response.json() : ["", [], []];
			})
			.then(show)
			.catch(function () {});
	}

	if (input && offers && window.fetch)
		input.addEventListener("input", function () {
			clearTimeout(timer);
			timer = setTimeout(ask, 150);
		});
})();
