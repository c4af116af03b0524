console.log("rollcall");
