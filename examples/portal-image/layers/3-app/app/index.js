require('handlebars');
